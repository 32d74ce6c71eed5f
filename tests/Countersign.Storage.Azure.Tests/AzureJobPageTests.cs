using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureJobPageTests() : JobPageContract(new AzureStorageUnderTest());
