// Java models of the AsyncAPI document, by Modelina: node models.mjs DOCUMENT DIRECTORY
import { JAVA_JACKSON_PRESET, JavaGenerator } from "@asyncapi/modelina";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const [document, directory] = process.argv.slice(2);
const generator = new JavaGenerator({ collectionType: "List", presets: [JAVA_JACKSON_PRESET] });
const models = await generator.generateCompleteModels(JSON.parse(readFileSync(document, "utf8")), { packageName: "shop" });
mkdirSync(directory, { recursive: true });
for (const model of models) {
  writeFileSync(`${directory}/${model.modelName}.java`, model.result);
}
console.log(models.map((model) => model.modelName).sort().join("\n"));
