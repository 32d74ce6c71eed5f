using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureDefinitionStoreTests() : DefinitionStoreContract(new AzureStorageUnderTest());
