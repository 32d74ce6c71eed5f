using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqlitePlanStoreTests() : PlanStoreContract(new SqliteStorageUnderTest());
