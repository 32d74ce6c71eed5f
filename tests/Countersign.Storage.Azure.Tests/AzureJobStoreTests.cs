using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureJobStoreTests() : JobStoreContract(new AzureStorageUnderTest());
