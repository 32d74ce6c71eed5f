using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureEventLogTests() : EventLogContract(new AzureStorageUnderTest());
