using Xunit;

namespace Countersign.Server.Tests.Turns;

/// <summary>Fairness over random arrivals, in virtual time.</summary>
public sealed class RandomArrivalTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 3, 3)]
    [InlineData(4, 4, 2)]
    [InlineData(5, 8, 4)]
    [InlineData(6, 16, 16)]
    [InlineData(7, 16, 8)]
    public void EveryJobIsServed_AndNobodyTwiceWhileAnotherCouldBe(int seed, int total, int perUser)
    {
        for (var round = 0; round < 20; round++)
        {
            var simulation = new ArrivalSimulation((seed * 1000) + round, total, perUser);

            simulation.Run(jobs: 400);

            Assert.Empty(simulation.Problems);
            Assert.Equal(400, simulation.Served);
        }
    }
}
