using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteJobCountsTests() : JobCountsContract(new SqliteStorageUnderTest());
