"""Reports that take one sheet each, drawn by the press's own text machine: the engine is not started."""
