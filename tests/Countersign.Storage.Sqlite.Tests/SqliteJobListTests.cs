using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteJobListTests() : JobListContract(new SqliteStorageUnderTest());
