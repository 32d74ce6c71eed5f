using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureAuditLogTests() : AuditLogContract(new AzureStorageUnderTest());
