using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Watch;

/// <summary>Adds the file transport to a host that has a disk of its own and is the only one that serves its store.</summary>
public static class FileTransportRegistration
{
    /// <summary>Adds it; the host opens and runs <see cref="IFileTransport"/>.</summary>
    public static IServiceCollection AddFileTransport(this IServiceCollection services) => services
        .AddValidated<WatchOptions, WatchOptionsValidator>("Inputs")
        .AddSingleton<FileRequests>()
        .AddSingleton<DocumentDesk>()
        .AddSingleton<IFileTransport, FileTransport>();
}
