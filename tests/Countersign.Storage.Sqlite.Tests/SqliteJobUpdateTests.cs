using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteJobUpdateTests() : JobUpdateContract(new SqliteStorageUnderTest());
