using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteEventLogTests() : EventLogContract(new SqliteStorageUnderTest());
