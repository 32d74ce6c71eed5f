using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteJobPageTests() : JobPageContract(new SqliteStorageUnderTest());
