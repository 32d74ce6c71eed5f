using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureMetricStoreTests() : MetricStoreContract(new AzureStorageUnderTest());
