using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureEventWaitTests() : EventWaitContract(new AzureStorageUnderTest());
