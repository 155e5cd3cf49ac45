"""What other programs take for the same graphs: web libraries in a headless browser, without a graphics card."""
