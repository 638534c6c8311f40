-- For servers whose users are made with SQL. Hashes, not passwords, are put in place of the names in braces.
CREATE USER IF NOT EXISTS sigwatch_writer IDENTIFIED WITH sha256_hash BY '{writer_sha256}';
ALTER USER sigwatch_writer IDENTIFIED WITH sha256_hash BY '{writer_sha256}';
GRANT SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE, OPTIMIZE, SHOW ON {database}.* TO sigwatch_writer;

CREATE SETTINGS PROFILE IF NOT EXISTS sigwatch_reader SETTINGS
    readonly = 2 CONST,
    max_memory_usage = 2000000000 MAX 2000000000,
    max_execution_time = 60 MIN 1 MAX 60;
CREATE USER IF NOT EXISTS sigwatch_reader IDENTIFIED WITH sha256_hash BY '{reader_sha256}';
ALTER USER sigwatch_reader IDENTIFIED WITH sha256_hash BY '{reader_sha256}' SETTINGS PROFILE 'sigwatch_reader';
GRANT SELECT ON {database}.* TO sigwatch_reader;
