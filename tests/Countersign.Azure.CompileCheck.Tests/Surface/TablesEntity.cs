// Written by hand for the compile check: declarations of just what the sources in src use of the package Azure.Data.Tables.
// No behaviour stands behind them, and where the packages restore, the real ones are compiled against instead.
#nullable disable
#pragma warning disable

using System;
using Azure;

namespace Azure.Data.Tables
{
    public interface ITableEntity
    {
        string PartitionKey { get; set; }

        string RowKey { get; set; }

        DateTimeOffset? Timestamp { get; set; }

        ETag ETag { get; set; }
    }

    public sealed class TableEntity : ITableEntity
    {
        public TableEntity(string partitionKey, string rowKey) => throw null!;

        public string PartitionKey { get => throw null!; set => throw null!; }

        public string RowKey { get => throw null!; set => throw null!; }

        public DateTimeOffset? Timestamp { get => throw null!; set => throw null!; }

        public ETag ETag { get => throw null!; set => throw null!; }

        public object this[string key] { get => throw null!; set => throw null!; }

        public string GetString(string key) => throw null!;

        public byte[] GetBinary(string key) => throw null!;

        public bool? GetBoolean(string key) => throw null!;

        public long? GetInt64(string key) => throw null!;

        public DateTimeOffset? GetDateTimeOffset(string key) => throw null!;
    }
}
