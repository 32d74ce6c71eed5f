using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteEventWaitTests() : EventWaitContract(new SqliteStorageUnderTest());
