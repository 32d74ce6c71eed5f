using Countersign.Conformance.Containers;
using Xunit;
using Xunit.Sdk;

namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>The container that the kind's tests stand on behaves as the real ones, and the suite can tell one that does not.</summary>
public sealed class MemoryContainerTests() : InputContainerContract(new MemoryContainerUnderTest())
{
    [Fact]
    public async Task AdapterThatLooksAtNoETag_IsFound() => await Assert.ThrowsAnyAsync<XunitException>(
        () => new Careless().Remove_OfABlobThatWasWrittenAgain_LeavesItAlone());

    [Fact]
    public async Task AdapterThatTakesNewSnapshotsAlong_IsFound() => await Assert.ThrowsAnyAsync<XunitException>(
        () => new Careless().Remove_OfABlobThatGotASnapshot_LeavesBothAlone());

    private sealed class Careless() : InputContainerContract(new MemoryContainerUnderTest(containers => new CarelessContainers(containers)));
}
