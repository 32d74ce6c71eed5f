using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteJobDocumentsTests() : JobDocumentsContract(new SqliteStorageUnderTest());
