using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteEventFeedTests() : EventFeedContract(new SqliteStorageUnderTest());
