using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteDefinitionStoreTests() : DefinitionStoreContract(new SqliteStorageUnderTest());
