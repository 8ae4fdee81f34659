"""What Flower is told: its login, and the headers of its pages."""
