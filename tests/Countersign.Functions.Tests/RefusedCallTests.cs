using Countersign.Functions.Live;
using Countersign.Server.Http;
using Countersign.Server.Live;
using Xunit;

namespace Countersign.Functions.Tests;

/// <summary>What the Functions host may read of a refused hub call, because it tells the client.</summary>
public sealed class RefusedCallTests
{
    [Fact]
    public void Refusal_SaysItsCodeAndNothingOfTheCode()
    {
        var thrown = Assert.Throws<RefusedCallException>(Refuse);

        Assert.StartsWith("job_not_found: ", thrown.Message, StringComparison.Ordinal);
        Assert.Null(thrown.StackTrace);
        Assert.Null(thrown.InnerException);

        static void Refuse() => throw new RefusedCallException(new HubCallException(Refusals.JobNotFound("job")));
    }
}
