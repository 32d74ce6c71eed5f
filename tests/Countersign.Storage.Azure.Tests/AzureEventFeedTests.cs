using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureEventFeedTests() : EventFeedContract(new AzureStorageUnderTest());
