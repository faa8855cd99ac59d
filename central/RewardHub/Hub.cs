using System.Text.Json;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using Npgsql;
using RewardHub.Access;
using RewardHub.ApiDocument;
using RewardHub.Consents;
using RewardHub.Databases;
using RewardHub.Devices;
using RewardHub.Erasing;
using RewardHub.Exports;
using RewardHub.Pages;
using RewardHub.Pictures;
using RewardHub.Refusing;
using RewardHub.Storing;
using RewardHub.Uploads;
using RewardHub.Watching;

namespace RewardHub;

/// <summary>
/// The spine: upload → who is it → caps → lines checked → stored exactly once → durable_through; and from there exports, erasures, pages.
/// A hub keeps nothing but in PostgreSQL and the picture store, so any number of them may run before the same two.
/// </summary>
internal static class Hub
{
    /// <summary>Below every other source: a line for each request and statement is for those who ask for it.</summary>
    private static readonly Dictionary<string, string?> s_defaults = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",
    };

    /// <param name="arguments">Settings as --Section:Name=value; the same as environment variables Section__Name, or in the file that --Settings names.</param>
    public static WebApplication Build(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(arguments);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = s_defaults });
        if (builder.Configuration["Settings"] is { Length: > 0 } file)
            builder.Configuration.AddJsonFile(Path.GetFullPath(file), optional: false).AddEnvironmentVariables().AddCommandLine(arguments);
        Settings.Add(builder.Services);
        AddParts(builder.Services);
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 << 10; // uploads have limits of their own
            if (context.Configuration["ClientCertificates:CaFile"] is { Length: > 0 } authority)
                kestrel.ConfigureHttpsDefaults(https => ClientCertificates.Ask(https, authority));
        });
        var app = builder.Build();
        Settings.Check(app.Services);
        // Settings that name files are read now, not by the first request.
        _ = app.Services.GetRequiredService<Administrator>();
        _ = app.Services.GetRequiredService<IPictureStore>();
        _ = app.Services.GetRequiredService<NpgsqlDataSource>();
        Map(app);
        return app;
    }

    private static void Map(WebApplication app)
    {
        app.UseMiddleware<AnswerHeaders>();
        app.UseMiddleware<Faults>();
        app.MapUploads();
        app.MapDevices();
        app.MapConsents();
        app.MapExports();
        app.MapPictures();
        app.MapErasing();
        app.MapWatching();
        app.MapPages();
        app.MapApiDocument();
    }

    private static void AddParts(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        services.AddProblemDetails();
        services.AddApiDocument();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Database.Open(provider.GetRequiredService<IOptions<DatabaseOptions>>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<Migrator>().AddSingleton<DatabaseStart>().AddHostedService(provider => provider.GetRequiredService<DatabaseStart>());
        services.AddSingleton<HubMetrics>();
        services.AddSingleton<Administrator>().AddSingleton<DeviceRegister>().AddSingleton<DeviceAccess>();
        services.AddSingleton<Turns>().AddSingleton<Upload>();
        services.AddSingleton<RecordStore>().AddSingleton<AlarmBook>();
        services.AddSingleton(provider => PictureStores.Open(provider.GetRequiredService<IOptions<PictureOptions>>()));
        services.AddSingleton<PictureShelf>().AddSingleton<PictureSweep>().AddHostedService(provider => provider.GetRequiredService<PictureSweep>());
        services.AddSingleton<ConsentBook>().AddSingleton<ExportRows>().AddSingleton<ExportTurns>().AddSingleton<Eraser>();
    }
}
