using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureJobChangeTests() : JobChangeContract(new AzureStorageUnderTest());
