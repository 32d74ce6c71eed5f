using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzurePlanStoreTests() : PlanStoreContract(new AzureStorageUnderTest());
