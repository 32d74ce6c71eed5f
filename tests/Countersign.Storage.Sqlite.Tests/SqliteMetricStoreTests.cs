using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteMetricStoreTests() : MetricStoreContract(new SqliteStorageUnderTest());
