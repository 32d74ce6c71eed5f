using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteJobChangeTests() : JobChangeContract(new SqliteStorageUnderTest());
