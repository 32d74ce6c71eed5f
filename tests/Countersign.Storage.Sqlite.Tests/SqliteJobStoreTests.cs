using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteJobStoreTests() : JobStoreContract(new SqliteStorageUnderTest());
