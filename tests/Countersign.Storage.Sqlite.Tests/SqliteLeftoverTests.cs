using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteLeftoverTests() : LeftoverContract(new SqliteStorageUnderTest());
