// Azure.Core 1.44.1, namespace Azure.Core.Serialization.
namespace Azure.Core.Serialization
{
    public abstract class ObjectSerializer
    {
        public abstract void Serialize(Stream stream, object? value, Type inputType, CancellationToken cancellationToken);

        public abstract ValueTask SerializeAsync(Stream stream, object? value, Type inputType, CancellationToken cancellationToken);

        public abstract object? Deserialize(Stream stream, Type returnType, CancellationToken cancellationToken);

        public abstract ValueTask<object?> DeserializeAsync(Stream stream, Type returnType, CancellationToken cancellationToken);
    }

    public class JsonObjectSerializer : ObjectSerializer
    {
        public override void Serialize(Stream stream, object? value, Type inputType, CancellationToken cancellationToken) => throw null!;

        public override ValueTask SerializeAsync(Stream stream, object? value, Type inputType, CancellationToken cancellationToken) => throw null!;

        public override object? Deserialize(Stream stream, Type returnType, CancellationToken cancellationToken) => throw null!;

        public override ValueTask<object?> DeserializeAsync(Stream stream, Type returnType, CancellationToken cancellationToken) => throw null!;
    }
}
