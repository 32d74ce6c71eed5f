using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureRunCountsTests() : RunCountsContract(new AzureStorageUnderTest());
