using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureLeftoverTests() : LeftoverContract(new AzureStorageUnderTest());
