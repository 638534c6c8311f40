-- What has been applied to this database, written by the migrator after each file.
CREATE TABLE IF NOT EXISTS schema_migrations
(
    version UInt32 COMMENT 'The number the file starts with',
    name String COMMENT 'File name',
    checksum String COMMENT 'SHA-256 of the file, hex',
    applied_at DateTime64(6, 'UTC') DEFAULT now64(6)
)
ENGINE = MergeTree
ORDER BY version;
