using System.Text.Json;
using Countersign.Server.Ports;

namespace Countersign.Conformance.Storage;

/// <summary>Compares values that went through a store by what they say, down to the digits of a number.</summary>
public static class SameJson
{
    public static void Assert<T>(T expected, T actual) => Xunit.Assert.Equal(Write(expected), Write(actual));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, StoreJson.Options);
}
