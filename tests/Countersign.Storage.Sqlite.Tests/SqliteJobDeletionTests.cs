using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteJobDeletionTests() : JobDeletionContract(new SqliteStorageUnderTest());
