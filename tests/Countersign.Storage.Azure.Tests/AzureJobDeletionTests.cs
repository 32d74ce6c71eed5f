using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureJobDeletionTests() : JobDeletionContract(new AzureStorageUnderTest());
