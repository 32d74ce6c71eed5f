using System.Reflection;
using Countersign.Contracts.Events;
using Xunit;

namespace Countersign.Server.Tests;

public sealed class EventTypesTests
{
    [Fact]
    public void All_AreTheConstants() => Assert.Equal(
        typeof(EventTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(),
        EventTypes.All.Order());
}
