"""A run spread over the machines of a Spark cluster, or the cores of this one.  The only room that knows Spark.

``mounted``: tables in folders that every machine sees; each reads and writes by itself, the same bytes as one machine.
``addressed``: tables at addresses (hdfs://, s3a://, abfss://, file://); Spark reads and writes them, the same rows.
``starting`` has the session, ``carrying`` what machines are sent, ``files`` the file systems of Hadoop, ``tasks`` what runs there.
"""
