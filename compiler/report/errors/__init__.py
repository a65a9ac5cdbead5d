"""The messages of the passes, one module a pass: what went wrong, why, and what to do, in Chinese and English."""
