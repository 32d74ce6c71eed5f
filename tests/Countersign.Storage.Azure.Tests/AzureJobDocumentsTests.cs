using Countersign.Conformance.Storage;

namespace Countersign.Storage.Azure.Tests;

public sealed class AzureJobDocumentsTests() : JobDocumentsContract(new AzureStorageUnderTest());
