using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureJobListTests() : JobListContract(new AzureStorageUnderTest());
