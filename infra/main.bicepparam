using 'main.bicep'

// azd and the workflows give these as environment variables; az deployment takes what stands here.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'countersign')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

param entraClientId = readEnvironmentVariable('COUNTERSIGN_ENTRA_CLIENT_ID', '')
param alertActionGroupId = readEnvironmentVariable('COUNTERSIGN_ALERT_ACTION_GROUP_ID', '')
param upstreamCodeName = readEnvironmentVariable('COUNTERSIGN_UPSTREAM_CODE_NAME', '')
param durableBackend = readEnvironmentVariable('COUNTERSIGN_DURABLE_BACKEND', 'AzureStorage')
