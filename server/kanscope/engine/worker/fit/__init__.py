"""How well a network, and the formula read from it, meet the rows: row by row, by region, and beyond them."""
