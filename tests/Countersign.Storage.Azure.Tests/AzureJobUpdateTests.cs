using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureJobUpdateTests() : JobUpdateContract(new AzureStorageUnderTest());
