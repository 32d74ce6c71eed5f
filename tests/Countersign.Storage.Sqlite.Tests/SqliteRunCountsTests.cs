using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteRunCountsTests() : RunCountsContract(new SqliteStorageUnderTest());
