using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureJobCountsTests() : JobCountsContract(new AzureStorageUnderTest());
