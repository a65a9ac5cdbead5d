"""Files of rows: .xlsx, .csv and .parquet read as chunks of Arrow and written whole or not at all.

In: a file.  Out: its columns, then its rows in chunks, each cell as it stands there.  Knows no policy; the only room that knows
python-calamine and the file formats of PyArrow.
"""
