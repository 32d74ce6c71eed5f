using Countersign.Conformance.Storage;

namespace Countersign.Storage.Sqlite.Tests;

public sealed class SqliteAuditLogTests() : AuditLogContract(new SqliteStorageUnderTest());
